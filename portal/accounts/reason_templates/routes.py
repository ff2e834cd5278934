"""The pages of an organization's reason templates."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.accounts.blueprint import blueprint
from portal.accounts.reason_templates import service
from portal.accounts.reason_templates.forms import TemplateForm
from portal.domain.permissions import Permission
from portal.domain.workflow import ACTION_WORDS, Action
from portal.records.reason_templates import ReasonTemplate
from portal.web.access import current_actor, requires
from portal.web.listing import page_links, read_cursor
from portal.web.transaction import transaction


@blueprint.get("/templates")
@requires(Permission.TEMPLATE_WRITE)
def reason_templates() -> ResponseReturnValue:
    """What this colleague's organization offers to begin a reason with."""
    page = service.list_templates(current_actor(), read_cursor())
    return render_template(
        "accounts/reason_templates.html", templates=page.items, action_words=ACTION_WORDS, links=page_links(page)
    )


@blueprint.get("/templates/new")
@requires(Permission.TEMPLATE_WRITE)
def new_reason_template() -> ResponseReturnValue:
    """The form for a new one."""
    return _page(TemplateForm())


@blueprint.post("/templates")
@requires(Permission.TEMPLATE_WRITE)
def add_reason_template() -> ResponseReturnValue:
    """Add it."""
    form = TemplateForm().offer()
    if not form.validate():
        return _page(form), 422
    with transaction():
        service.add_template(current_actor(), _entered(form))
    return _saved()


@blueprint.get("/templates/<int:template_id>")
@requires(Permission.TEMPLATE_WRITE)
def reason_template(template_id: int) -> ResponseReturnValue:
    """One of them, to be changed or retired."""
    template = service.get_template(current_actor(), template_id)
    return _page(TemplateForm(obj=template, in_use=template.retired_at is None), template)


@blueprint.post("/templates/<int:template_id>")
@requires(Permission.TEMPLATE_WRITE)
def change_reason_template(template_id: int) -> ResponseReturnValue:
    """Change it, or offer it no more."""
    template, form = service.get_template(current_actor(), template_id), TemplateForm().offer()
    if not form.validate():
        return _page(form, template), 422
    with transaction():
        service.change_template(current_actor(), template_id, _entered(form))
    return _saved()


def _page(form: TemplateForm, template: ReasonTemplate | None = None) -> str:
    return render_template("accounts/reason_template.html", form=form.offer(), template=template)


def _entered(form: TemplateForm) -> service.Entered:
    return service.Entered(
        Action(form.action.data),
        form.category.data or None,
        form.title.data,
        form.words_zh.data,
        form.words_en.data or "",
        form.in_use.data,
    )


def _saved() -> ResponseReturnValue:
    flash(_("Saved."), "good")
    return redirect(url_for("accounts.reason_templates"), 303)
