/** Python that answers from Django's own modules; the settings are the test's. */
export const DJANGO = `
from django.conf import settings
settings.configure(
    SECRET_KEY=given["key"], SECRET_KEY_FALLBACKS=given.get("fallbacks", []), ALLOWED_HOSTS=["*"],
    SESSION_ENGINE="django.contrib.sessions.backends.db", INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"],
    PASSWORD_HASHERS=[
        "django.contrib.auth.hashers.PBKDF2PasswordHasher", "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher",
        "django.contrib.auth.hashers.ScryptPasswordHasher", "django.contrib.auth.hashers.Argon2PasswordHasher",
    ],
    **given.get("settings", {}),
)
import django
django.setup()
`;
