import { api } from "django-fastapi-bridge";
import { z } from "zod";

export const sent: string[] = [];

function sendWelcome(email: string): void {
  sent.push(email);
}

api.post("/signup", { args: { email: z.email() }, statusCode: 202 }, ({ email }, { background }) => {
  background(sendWelcome, email);
  return { message: "You will hear from us." };
});
