# The dialogue: Rasa and a model that is trained while the image is built. No code of ours.
# Built from the repository's root: docker build --file docker/dialogue.Dockerfile .
FROM python:3.10.21-slim-bookworm

RUN pip install --no-cache-dir uv==0.13.9 \
    && useradd --no-log-init --no-create-home --uid 10001 fawen
WORKDIR /app

COPY requirements/dialogue.txt requirements/dialogue.txt
RUN uv pip install --system --no-cache --compile-bytecode -r requirements/dialogue.txt

# Rasa, jieba and matplotlib keep small files at home: /tmp is the only place to write.
ENV HOME=/tmp \
    PYTHONUNBUFFERED=1 \
    PYTHONUTF8=1 \
    RASA_TELEMETRY_ENABLED=false \
    SQLALCHEMY_SILENCE_UBER_WARNING=1 \
    TF_CPP_MIN_LOG_LEVEL=3

COPY config.yml ./
COPY nlu_data nlu_data
RUN python -m rasa train --config config.yml --domain nlu_data/domain \
        --data nlu_data/nlu nlu_data/rules nlu_data/stories \
        --out models --fixed-model-name dialogue \
    && rm -rf .rasa

COPY docker/endpoints.cluster.yml docker/credentials.yml docker/
USER 10001
EXPOSE 5005
HEALTHCHECK --interval=15s --timeout=5s --start-period=3m --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:5005/', timeout=4)"]
CMD ["python", "-m", "rasa", "run", "--model", "models/dialogue.tar.gz", \
     "--endpoints", "docker/endpoints.cluster.yml", "--credentials", "docker/credentials.yml", \
     "--interface", "0.0.0.0", "--port", "5005"]
