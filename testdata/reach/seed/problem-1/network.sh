# Three containers on one network of their own, each calling the next.
docker network create \
  --driver bridge \
  --subnet 172.28.0.0/16 \
  --gateway 172.28.0.1 \
  plantnet

docker run -d --name cellar --network plantnet registry.example/cellar:1
docker run -d --name kitchen --network plantnet registry.example/kitchen:1
docker run -d --name table --network plantnet registry.example/table:1
docker run -d --name street registry.example/street:1

# try it
docker exec table ping kitchen
docker exec kitchen ping cellar
docker exec table curl http://kitchen:8080/health
