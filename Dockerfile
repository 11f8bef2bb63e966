# The service and its command line: no torch, no compiler, no root.
#   docker build -t heirloom .
#   docker run -p 8080:8080 -v heirloom:/var/lib/heirloom heirloom     # the chat; prints its link, with a secret
#   docker run --rm --user "$(id -u)" -v "$PWD/photos:/photos" heirloom restore /photos --out /photos/restored
FROM python:3.13-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /src
COPY . .
RUN python -m venv /opt/heirloom
RUN /opt/heirloom/bin/pip install ".[telegram,discord,tracing]"
RUN /opt/heirloom/bin/heirloom doctor

FROM python:3.13-slim
ENV PATH=/opt/heirloom/bin:$PATH PYTHONUNBUFFERED=1
# Only what is published with -p can be reached from outside. "auto" makes a secret at the first start, kept in the volume;
# HEIRLOOM_WEB_SECRET in the environment sets one. Docker kills ten seconds after it asks to stop.
ENV HEIRLOOM_DATA=/var/lib/heirloom HEIRLOOM_QUEUE_GRACE_SECONDS=5 HEIRLOOM_METRICS_PORT=9090
ENV HEIRLOOM_WEB_HOST=0.0.0.0 HEIRLOOM_WEB_PORT=8080 HEIRLOOM_WEB_SECRET=auto
COPY --from=build /opt/heirloom /opt/heirloom
RUN useradd --create-home --uid 1000 heirloom && install -d -m 0700 -o heirloom -g heirloom /var/lib/heirloom
USER heirloom
WORKDIR /home/heirloom
VOLUME /var/lib/heirloom
EXPOSE 8080
# Of the service; a container that only restores or works beside another wants --no-healthcheck.
HEALTHCHECK --start-period=60s --timeout=5s CMD ["python", "-c", "import os, urllib.request as web; web.urlopen('http://127.0.0.1:' + os.environ['HEIRLOOM_METRICS_PORT'] + '/healthz', timeout=4)"]
ENTRYPOINT ["heirloom"]
CMD ["serve"]
