# Makes the browser's files and the translations, then leaves what made them behind.
FROM python:3.13-slim AS made
WORKDIR /everyseat
COPY . .
RUN python3 dev.py setup run && .venv/bin/python -m hatchling build -t wheel

FROM python:3.13-slim
RUN useradd --system --create-home --home-dir /var/lib/everyseat everyseat
WORKDIR /var/lib/everyseat
COPY requirements/serve.txt /tmp/serve.txt
RUN pip install --no-cache-dir --require-hashes -r /tmp/serve.txt && rm /tmp/serve.txt
COPY --from=made /everyseat/dist/*.whl /tmp/
RUN pip install --no-cache-dir --no-deps /tmp/*.whl && rm /tmp/*.whl
USER everyseat
ENV EVERYSEAT_DATA=/var/lib/everyseat/data PYTHONUNBUFFERED=1
EXPOSE 8400
ENTRYPOINT ["everyseat"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8400"]
