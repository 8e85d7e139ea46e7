# The app: channels, answers, actions and the knowledge base.
# Built from the repository's root: docker build --file docker/app.Dockerfile .
FROM python:3.11.16-slim-bookworm

RUN pip install --no-cache-dir uv==0.13.9 \
    && useradd --no-log-init --no-create-home --uid 10001 fawen
WORKDIR /app

COPY requirements/app.txt requirements/app.txt
RUN uv pip install --system --no-cache --compile-bytecode --torch-backend cpu -r requirements/app.txt

COPY pyproject.toml README.md ./
COPY actions actions
COPY bot bot
COPY knowledge_base knowledge_base
# Editable: the content and the trained encoder are read from where they lie.
RUN uv pip install --system --no-cache --no-deps --editable . \
    && python -m compileall -q actions bot knowledge_base \
    && install --directory --owner fawen var

ENV PYTHONUNBUFFERED=1 \
    PYTHONUTF8=1 \
    HF_HOME=/app/var/huggingface \
    FAWEN_HOST=0.0.0.0 \
    FAWEN_PORT=8000 \
    FAWEN_ACTIONS_HOST=0.0.0.0 \
    FAWEN_ACTIONS_PORT=5055
USER 10001
EXPOSE 8000
# The first start may build the index of the statutes, hence the long start period.
HEALTHCHECK --interval=15s --timeout=5s --start-period=5m --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["fawen", "up"]
