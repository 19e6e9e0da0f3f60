# Port 8088 of the host leads to port 80 of the container.
docker run -d -p 8088:80 --name front registry.example/front:1
