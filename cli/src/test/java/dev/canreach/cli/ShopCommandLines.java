package dev.canreach.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.canreach.report.Style;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A small shop of our own, and command lines that are run on it within this process. */
abstract class ShopCommandLines {
  static final String SHOP = """
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, namespace: shop}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: c, image: i, ports: [{name: http, containerPort: 8080}]}]}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: db, namespace: shop}
      spec:
        selector: {matchLabels: {app: db}}
        template:
          metadata: {labels: {app: db}}
          spec: {containers: [{name: c, image: i, ports: [{containerPort: 5432}]}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: db, namespace: shop}
      spec: {selector: {app: db}, ports: [{port: 15432, targetPort: 5432}]}
      """;
  static final String POLICY = """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: db, namespace: shop}
      spec:
        podSelector: {matchLabels: {app: db}}
        ingress:
        - from: [{podSelector: {matchLabels: {app: web}}}]
          ports: [{port: 5432}]
      """;

  @TempDir
  Path folder;

  @BeforeEach
  void writeManifests() throws IOException {
    Files.writeString(folder.resolve("shop.yaml"), SHOP);
    Files.writeString(folder.resolve("policy.yaml"), POLICY);
  }

  record Run(int exit, String out, String err) {}

  Run run(String input, String... args) {
    return run(input, terminal -> Main.run(terminal, args));
  }

  Run run(String input, ToIntFunction<Terminal> task) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(Terminal.writer(out), Terminal.printable(Terminal.writer(err), false),
        new ByteArrayInputStream(input.getBytes(UTF_8)),
        Style.PLAIN, folder, Progress.NONE);
    int exit = task.applyAsInt(terminal);
    return new Run(exit, out.toString(UTF_8), err.toString(UTF_8));
  }

  Run run(String commandLine) {
    return run("", commandLine.split(" ", -1));
  }
}
