# A network over several hosts, and a service with replicas on it.
docker swarm init
docker network create \
  --driver overlay \
  --subnet 10.20.9.0/24 \
  mesh_overlay
docker service create \
  --name tiles \
  --network mesh_overlay \
  --replicas 3 \
  registry.example/tiles:1
docker service create --name maps --network mesh_overlay registry.example/maps:1
docker service create --name elsewhere registry.example/elsewhere:1
