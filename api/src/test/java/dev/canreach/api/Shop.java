package dev.canreach.api;

/** Manifests for tests. */
final class Shop {
  /** An API that only the frontend reaches on 8080, and both isolated in both directions. */
  static final String YAML = """
      apiVersion: v1
      kind: Namespace
      metadata:
        name: shop
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: api
        namespace: shop
      spec:
        selector:
          matchLabels:
            app: api
        template:
          metadata:
            labels:
              app: api
          spec:
            containers:
            - name: api
              image: registry.example/api:1
              ports:
              - containerPort: 8080
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: api
        namespace: shop
      spec:
        selector:
          app: api
        ports:
        - port: 80
          targetPort: 8080
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: frontend
        namespace: shop
      spec:
        selector:
          matchLabels:
            app: frontend
        template:
          metadata:
            labels:
              app: frontend
          spec:
            containers:
            - name: frontend
              image: registry.example/frontend:1
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        name: api
        namespace: shop
      spec:
        podSelector:
          matchLabels:
            app: api
        policyTypes:
        - Ingress
        ingress:
        - from:
          - podSelector:
              matchLabels:
                app: frontend
          ports:
          - port: 8080
      """;

  private Shop() {}
}
