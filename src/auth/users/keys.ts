/** What a session holds of its user (`django.contrib.auth`). */
export const USER_KEY = "_auth_user_id";
export const BACKEND_KEY = "_auth_user_backend";
export const HASH_KEY = "_auth_user_hash";
