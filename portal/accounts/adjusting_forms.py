"""The form of something adjustable: it carries the version that was seen."""

from wtforms import HiddenField, IntegerField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from portal.records.adjustments import ChangedMeanwhile
from portal.web.forms import Form, blame


class VersionField(IntegerField, HiddenField):
    """A number that nobody types."""

    widget = HiddenInput()


class AdjustingForm(Form):
    """What stands in it holds only where nobody changed the same thing since."""

    version = VersionField(validators=[InputRequired()])

    def show_beside(self, version: int, error: ChangedMeanwhile) -> None:
        """Say above what was typed that something else holds now; sent again, it replaces that."""
        blame(self, error)
        self.version.data, self.version.raw_data = version, None
