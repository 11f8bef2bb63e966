# The service and its command line: no torch, no compiler, no root.
#   docker build -t heirloom .
#   docker run --rm --user "$(id -u)" -v "$PWD/photos:/photos" heirloom restore /photos --out /photos/restored
FROM python:3.13-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /src
COPY . .
RUN python -m venv /opt/heirloom
RUN /opt/heirloom/bin/pip install ".[telegram,discord]"
RUN /opt/heirloom/bin/heirloom doctor

FROM python:3.13-slim
ENV PATH=/opt/heirloom/bin:$PATH PYTHONUNBUFFERED=1
COPY --from=build /opt/heirloom /opt/heirloom
RUN useradd --create-home --uid 1000 heirloom
USER heirloom
WORKDIR /home/heirloom
ENTRYPOINT ["heirloom"]
CMD ["--help"]
