# Containers as machines of the physical network.
docker network create -d macvlan \
  --subnet=10.30.1.0/24 \
  --gateway=10.30.1.1 \
  -o parent=eth0 \
  plant_macvlan

docker run -d \
  --name sensor \
  --network plant_macvlan \
  --ip 10.30.1.20 \
  registry.example/sensor:1
docker run -d --name gauge --network plant_macvlan --ip 10.30.1.21 registry.example/gauge:1
docker run -d --name inner registry.example/inner:1
