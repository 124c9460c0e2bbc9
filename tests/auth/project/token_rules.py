"""A USER_AUTHENTICATION_RULE of the project's own: who of the active users may have JSON web tokens."""


def may(user):
    return user is not None and user.is_active and user.username != "editor"
