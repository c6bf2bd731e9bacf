// A real OpenID provider on loopback for the tests: node provider.mjs PORT RETURN_ADDRESSES
// Whoever signs in there is the account that was typed, with any password. Each client of `FALSE`
// gets answers that a client must not take.
import Provider from "oidc-provider";
import { SignJWT, UnsecuredJWT, base64url, decodeJwt, exportJWK, generateKeyPair } from "jose";

const [port, addresses] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const now = () => Math.floor(Date.now() / 1000);
const { privateKey } = await generateKeyPair("RS256", { extractable: true });
const other = await generateKeyPair("RS256");
const key = { ...(await exportJWK(privateKey)), kid: "ours", alg: "RS256", use: "sig" };

const sign = (claims, by = privateKey) =>
  new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "ours" }).sign(by);
const FALSE = {
  "wrong-nonce": (claims) => sign({ ...claims, nonce: "another" }),
  "no-nonce": ({ nonce, ...claims }) => sign(claims),
  "wrong-audience": (claims) => sign({ ...claims, aud: "another" }),
  "wrong-issuer": (claims) => sign({ ...claims, iss: "http://127.0.0.1:1" }),
  "expired": (claims) => sign({ ...claims, exp: now() - 3600 }),
  "no-subject": ({ sub, ...claims }) => sign(claims),
  "foreign-key": (claims) => sign(claims, other.privateKey),
  "unsigned": (claims) => new UnsecuredJWT(claims).encode(),
  // The public key as a secret that both have: the classical confusion of algorithms.
  "shared-secret": (claims) =>
    new SignJWT(claims).setProtectedHeader({ alg: "HS256", kid: "ours" }).sign(base64url.decode(key.n)),
  "no-token": () => undefined,
};

const client = (client_id, more = {}) => ({
  client_id,
  client_secret: "tests-only",
  redirect_uris: addresses.split(","),
  post_logout_redirect_uris: addresses.split(",").map((one) => one.replace(/oidc\/return\/$/, "login/")),
  ...more,
});

const provider = new Provider(issuer, {
  clients: [
    client("guides"),
    client("public", { client_secret: undefined, token_endpoint_auth_method: "none" }),
    client("other-subject"),
    ...Object.keys(FALSE).map((name) => client(name)),
  ],
  jwks: { keys: [key] },
  // HS256 is signed with a secret that both have: a client must not take it from here.
  enabledJWA: { idTokenSigningAlgValues: ["RS256", "HS256"] },
  cookies: { keys: ["tests-only"] },
  claims: { openid: ["sub"], profile: ["preferred_username"], email: ["email", "email_verified"] },
  // The account `ANYTHING=NAME` is called NAME: so two of them may have one name.
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      preferred_username: id.split("=").at(-1),
      email: `${id.split("=").at(-1)}@example.org`,
      email_verified: !id.startsWith("unverified"),
    }),
  }),
});

provider.use(async (context, next) => {
  await next();
  const route = context.oidc?.route;
  const name = context.oidc?.client?.clientId;
  if (route === "token" && FALSE[name] && context.body?.id_token) {
    context.body.id_token = await FALSE[name](decodeJwt(context.body.id_token));
  } else if (route === "userinfo" && name === "other-subject") {
    context.body = { ...context.body, sub: "somebody-else" };
  }
});

provider.listen(Number(port), "127.0.0.1", () => console.log("READY"));
