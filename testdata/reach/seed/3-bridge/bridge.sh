# A bridge with a chosen subnet.
docker network create \
  --driver bridge \
  --subnet 192.168.40.0/24 \
  --gateway 192.168.40.1 \
  shop_bridge

docker run -d --name front --network shop_bridge registry.example/front:1
docker run -d --name stock --network shop_bridge registry.example/stock:1
docker run -d --name stranger registry.example/stranger:1

# by name
docker exec front ping stock
