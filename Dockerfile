# The `kb` command, with the packaged seed and the driver of Neo4j. `docker build --tag peer-learning-kb:0.1.0 .`

# Debian's and Python's fixes come with a new build; the version that the tests run on does not change.
FROM python:3.11-slim-bookworm AS base
# The image comes without bytecode, and without it each start of Python compiles its library anew.
RUN python -m compileall -q /usr/local/lib/python3.*

FROM base AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /src
# The pins are those of every group. All of them are fetched, each checked by its hash; after that nothing else can be installed.
COPY requirements.txt ./
RUN pip download --quiet --require-hashes --only-binary :all: --requirement requirements.txt --dest /wheels
COPY pyproject.toml README.md LICENSE ./
COPY seed seed
COPY kb kb
RUN pip wheel --quiet --no-index --find-links /wheels --no-deps --wheel-dir /dist .
RUN python -m venv --without-pip /opt/kb \
    && pip --python /opt/kb/bin/python install --quiet --no-index --find-links /wheels --find-links /dist 'peer-learning-kb[neo4j,oidc]'

FROM base
LABEL org.opencontainers.image.title="peer-learning-kb" \
      org.opencontainers.image.description="Which practices cities show each other, who took them up, and what to study next." \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN useradd --uid 10001 --user-group --create-home --shell /usr/sbin/nologin kb
COPY --from=build /opt/kb /opt/kb
ENV PATH=/opt/kb/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 KB_HOST=0.0.0.0
USER 10001:10001
WORKDIR /home/kb
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=10s --retries=3 --start-period=60s \
    CMD ["python", "-c", "import http.client, os; c = http.client.HTTPConnection('127.0.0.1', int(os.environ.get('KB_PORT') or 8000), timeout=9); c.request('GET', '/readyz'); raise SystemExit(c.getresponse().status != 200)"]
ENTRYPOINT ["kb"]
CMD ["serve"]
