# Readout in a container: everything it keeps lies in /data. `docker run -it -v readout:/data IMAGE` starts the chat;
# with tokens in the environment (`--env-file .env`) it serves the platforms, and its web port is 8000 (`-p 8000:8000`).
# compose.yaml starts one for each part, with a PostgreSQL. It is asked whether it is well at its web port.

FROM python:3.12-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
RUN python -m venv /opt/readout
COPY requirements.lock ./
RUN /opt/readout/bin/pip install --require-hashes --no-deps --only-binary :all: --requirement requirements.lock
COPY . ./
# Libraries' own tests, what extensions are compiled from, and pip itself: a ninth of the image, and nothing that runs.
RUN /opt/readout/bin/pip install --no-deps --no-build-isolation . \
    && find /opt/readout/lib -type d -name tests -prune -exec rm -r {} + \
    && find /opt/readout/lib -type f \( -name '*.pyx' -o -name '*.c' -o -name '*.cpp' -o -name '*.h' \) -delete \
    && /opt/readout/bin/pip uninstall --yes pip

FROM python:3.12-slim-bookworm
ENV PATH=/opt/readout/bin:$PATH PYTHONUNBUFFERED=1 READOUT_DATA=/data READOUT_WEB_HOST=0.0.0.0
RUN useradd --uid 10001 --create-home readout && install --directory --owner=readout /data
COPY --from=build /opt/readout /opt/readout
USER 10001:10001
WORKDIR /home/readout
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=1m --timeout=20s --start-period=2m CMD ["readout", "health"]
ENTRYPOINT ["readout"]
CMD ["run"]
