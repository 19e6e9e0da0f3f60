#!/bin/sh
# Looks at networks, makes one, and puts containers into it.
docker network ls
docker network inspect bridge
docker run -d --name archive registry.example/archive:1
docker run -d --name loner registry.example/loner:1

# a network of its own
docker network create back_office
docker network connect back_office archive
docker run -d --name clerk --network back_office registry.example/clerk:1

# another one that nobody stays in
docker network create visitors
docker network connect visitors loner
docker network disconnect visitors loner
docker network rm visitors
