"""The portal: citizens flag misuse of AI, platforms verify, agencies dispose jointly, the public sees."""

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from portal import accounts, api, cli, database, disposal, intake, publicity, verification
from portal.config import FORM_BYTES, Settings
from portal.demo.cast import refuse_the_cast
from portal.extensions import babel, csrf, db, login_manager, migrate
from portal.records.jobs import refuse_standing_jobs
from portal.web import (
    access,
    announcement,
    app_shell,
    desk_keys,
    due,
    durations,
    duty_bar,
    errors,
    form_bodies,
    forms,
    headers,
    health,
    language,
    limits,
    listing,
    navigation,
    prefs,
    static_files,
    styleguide,
    transaction,
    uploads,
)
from portal.web import routes as web_routes


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application; it reads as the table of contents. Raises SettingsError."""
    settings = settings or Settings.from_environment()
    app = Flask(__name__, template_folder="../templates", static_folder="../static")
    configure(app, settings)
    bind_extensions(app)
    lay_plumbing(app, settings)
    open_desks(app)
    if not settings.production:
        app.register_blueprint(styleguide.blueprint)
    watch_jobs()
    cli.init_app(app)
    access.check_every_endpoint_declares_access(app)
    refuse_the_cast(app)
    return app


def configure(app: Flask, settings: Settings) -> None:
    """Turn the settings into what Flask and its extensions read."""
    app.extensions["settings"] = settings
    app.jinja_env.undefined = StrictUndefined
    app.config.from_mapping(
        SECRET_KEY=settings.secret_keys[0],
        SECRET_KEY_FALLBACKS=list(settings.secret_keys[1:]),
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=database.engine_options(settings),
        MAX_CONTENT_LENGTH=FORM_BYTES,
        MAX_FORM_MEMORY_SIZE=FORM_BYTES,
        SESSION_COOKIE_NAME=settings.cookie_name("session"),
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,  # a form may lie open for a day
        BABEL_DEFAULT_LOCALE=language.DEFAULT,
        BABEL_DEFAULT_TIMEZONE="Asia/Shanghai",
    )
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # the way Flask documents it


def bind_extensions(app: Flask) -> None:
    """Give the application its database, forms' guard, sessions and languages."""
    db.init_app(app)
    migrate.init_app(app, db)
    csrf.init_app(app)
    login_manager.init_app(app)
    babel.init_app(app, locale_selector=language.choose_language)
    with app.app_context():
        database.prepare(db.engine)


def watch_jobs() -> None:
    """Let readiness say whether somebody does the jobs."""
    health.CHECKS["jobs"] = refuse_standing_jobs


def lay_plumbing(app: Flask, settings: Settings) -> None:
    """What every request passes. Flask runs after-request steps from the last to the first."""
    errors.init_app(app)
    headers.init_app(app, settings)
    static_files.init_app(app)
    limits.init_app(app, settings)
    access.init_app(app)
    form_bodies.init_app(app)
    forms.init_app(app)
    prefs.init_app(app)
    language.init_app(app)
    navigation.init_app(app)
    announcement.init_app(app)
    duty_bar.init_app(app)
    desk_keys.init_app(app)
    due.init_app(app)
    durations.init_app(app)
    uploads.init_app(app)
    listing.init_app(app)
    transaction.init_app(app)


def open_desks(app: Flask) -> None:
    """One blueprint per desk."""
    app.register_blueprint(web_routes.blueprint)
    app.register_blueprint(app_shell.blueprint)
    app.register_blueprint(accounts.blueprint)
    app.register_blueprint(intake.blueprint)
    app.register_blueprint(verification.blueprint)
    app.register_blueprint(disposal.blueprint)
    app.register_blueprint(publicity.blueprint)
    app.register_blueprint(api.blueprint)
