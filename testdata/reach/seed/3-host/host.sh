# On the host's own network nothing needs publishing.
docker run --name edge --network host registry.example/edge:1
docker run -d --name inner registry.example/inner:1
