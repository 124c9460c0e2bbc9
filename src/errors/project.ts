import { BridgeError } from "./base.ts";

/** No manage.py was found, nor a settings module that was named. */
export class ProjectNotFound extends BridgeError {
  override readonly code = "PROJECT_NOT_FOUND";
}

/** More than one Django project could be meant. */
export class ProjectAmbiguous extends BridgeError {
  override readonly code = "PROJECT_AMBIGUOUS";
}

/** manage.py names no settings module, and nothing else does. */
export class SettingsModuleUnknown extends BridgeError {
  override readonly code = "SETTINGS_MODULE_UNKNOWN";
}

/** No Python with Django was found; the message lists what was tried. */
export class PythonNotFound extends BridgeError {
  override readonly code = "PYTHON_NOT_FOUND";
}

/** Where Python says an error is: the innermost line of the project's own code. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
}

/**
 * The Django project does not start: its settings, an app or a model cannot be imported. Python's traceback is kept
 * as it came.
 */
export class ProjectDoesNotStart extends BridgeError {
  override readonly code = "PROJECT_DOES_NOT_START";
  override readonly status = 503;
  readonly traceback: string;
  readonly location: SourceLocation | null;

  constructor(message: string, traceback: string, location: SourceLocation | null) {
    super(message);
    this.traceback = traceback;
    this.location = location;
  }
}

/** A setting of the Django project has a value that it cannot have. */
export class SettingInvalid extends BridgeError {
  override readonly code = "SETTING_INVALID";
}

/** The Python side answered something that is no manifest of this version. */
export class ManifestInvalid extends BridgeError {
  override readonly code = "MANIFEST_INVALID";
}
