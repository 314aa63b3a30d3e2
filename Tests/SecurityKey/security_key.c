// A security key made of software, for the tests of signatures: OpenSSH's helper opens this library instead of a device
// when SSH_SK_PROVIDER names it. The functions are those that OpenSSH's sk-api.h asks for (version 10), what they sign is
// in PROTOCOL.u2f. It keeps nothing: the handle that OpenSSH stores in the key's file is the private key itself.
//
// SECURITY_KEY=unplugged in the environment is a device that is not there, SECURITY_KEY=untouched one that nobody touched.
// A key that was made with verify-required asks for the PIN 4711.
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// What is used of OpenSSL. The helper has it in memory, so that neither its headers nor a link to it are needed.
typedef struct evp_pkey_st EVP_PKEY;
typedef struct evp_md_ctx_st EVP_MD_CTX;
EVP_PKEY *EVP_PKEY_Q_keygen(void *library, const char *properties, const char *type, ...);
void EVP_PKEY_free(EVP_PKEY *key);
int EVP_PKEY_get_raw_public_key(const EVP_PKEY *key, unsigned char *public, size_t *length);
size_t EVP_PKEY_get1_encoded_public_key(EVP_PKEY *key, unsigned char **public);
int i2d_PrivateKey(const EVP_PKEY *key, unsigned char **bytes);
EVP_PKEY *d2i_AutoPrivateKey(EVP_PKEY **key, const unsigned char **bytes, long length);
EVP_MD_CTX *EVP_MD_CTX_new(void);
void EVP_MD_CTX_free(EVP_MD_CTX *context);
const void *EVP_sha256(void);
int EVP_DigestSignInit(EVP_MD_CTX *context, void *options, const void *digest, void *engine, EVP_PKEY *key);
int EVP_DigestSign(
    EVP_MD_CTX *context, unsigned char *signature, size_t *length, const unsigned char *bytes, size_t count);
unsigned char *SHA256(const unsigned char *bytes, size_t count, unsigned char *digest);

enum { algorithm_ecdsa = 0, algorithm_ed25519 = 1 };
enum { flag_presence = 0x01, flag_verification = 0x04 };
enum { error_general = -1, error_unsupported = -2, error_pin = -3, error_no_device = -4 };

struct sk_enroll_response {
  uint8_t flags;
  uint8_t *public_key;
  size_t public_key_len;
  uint8_t *key_handle;
  size_t key_handle_len;
  uint8_t *signature;
  size_t signature_len;
  uint8_t *attestation_cert;
  size_t attestation_cert_len;
  uint8_t *authdata;
  size_t authdata_len;
};

struct sk_sign_response {
  uint8_t flags;
  uint32_t counter;
  uint8_t *sig_r;
  size_t sig_r_len;
  uint8_t *sig_s;
  size_t sig_s_len;
};

static int is_set(const char *state) {
  const char *set = getenv("SECURITY_KEY");
  return set && !strcmp(set, state);
}

static int is_without_pin(uint8_t flags, const char *pin) {
  return flags & flag_verification && (!pin || strcmp(pin, "4711"));
}

static uint8_t *copy(const uint8_t *bytes, size_t count) {
  uint8_t *made = malloc(count ? count : 1);
  if (made) memcpy(made, bytes, count);
  return made;
}

uint32_t sk_api_version(void) { return 0x000a0000; }

int sk_enroll(
    uint32_t algorithm, const uint8_t *challenge, size_t challenge_length, const char *application, uint8_t flags,
    const char *pin, void **options, struct sk_enroll_response **response) {
  (void)challenge, (void)challenge_length, (void)application, (void)options;
  if (is_set("unplugged")) return error_no_device;
  if (is_without_pin(flags, pin)) return error_pin;
  if (algorithm != algorithm_ecdsa && algorithm != algorithm_ed25519) return error_unsupported;
  int is_ecdsa = algorithm == algorithm_ecdsa;
  EVP_PKEY *key = is_ecdsa ? EVP_PKEY_Q_keygen(0, 0, "EC", "P-256") : EVP_PKEY_Q_keygen(0, 0, "ED25519");
  struct sk_enroll_response *made = calloc(1, sizeof *made);
  if (!key || !made) return error_general;
  unsigned char public[32], *point = public;
  size_t length = sizeof public;
  if (is_ecdsa) length = EVP_PKEY_get1_encoded_public_key(key, &point);
  else if (EVP_PKEY_get_raw_public_key(key, public, &length) != 1) return error_general;
  unsigned char handle[512], *end = handle;
  int handle_length = i2d_PrivateKey(key, 0);
  if (handle_length <= 0 || handle_length > (int)sizeof handle) return error_general;
  i2d_PrivateKey(key, &end);
  EVP_PKEY_free(key);
  made->flags = flags;
  made->public_key = copy(point, made->public_key_len = length);
  made->key_handle = copy(handle, made->key_handle_len = (size_t)handle_length);
  // Who made the device is not asked for here, but something must be there.
  made->signature = copy((const uint8_t *)"none", made->signature_len = 4);
  *response = made;
  return 0;
}

/// One of the two numbers of an ECDSA signature, as DER has them: tag, length, bytes.
static const unsigned char *number(const unsigned char *der, uint8_t **bytes, size_t *length) {
  *length = der[1];
  *bytes = copy(der + 2, *length);
  return der + 2 + *length;
}

int sk_sign(
    uint32_t algorithm, const uint8_t *data, size_t data_length, const char *application, const uint8_t *handle,
    size_t handle_length, uint8_t flags, const char *pin, void **options, struct sk_sign_response **response) {
  (void)options;
  if (is_set("unplugged")) return error_no_device;
  if (is_set("untouched")) return error_general;
  if (is_without_pin(flags, pin)) return error_pin;
  const unsigned char *private = handle;
  EVP_PKEY *key = d2i_AutoPrivateKey(0, &private, (long)handle_length);
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  struct sk_sign_response *made = calloc(1, sizeof *made);
  if (!key || !context || !made) return error_general;

  // What is signed: digest of the application, flags, counter, digest of the data.
  unsigned char signed_bytes[32 + 1 + 4 + 32] = {0}, signature[128];
  made->flags = flags & (flag_presence | flag_verification);
  made->counter = 7;
  SHA256((const unsigned char *)application, strlen(application), signed_bytes);
  signed_bytes[32] = made->flags;
  signed_bytes[36] = (uint8_t)made->counter;
  SHA256(data, data_length, signed_bytes + 37);

  size_t length = sizeof signature;
  int is_ecdsa = algorithm == algorithm_ecdsa;
  if (EVP_DigestSignInit(context, 0, is_ecdsa ? EVP_sha256() : 0, 0, key) != 1
      || EVP_DigestSign(context, signature, &length, signed_bytes, sizeof signed_bytes) != 1)
    return error_general;
  if (is_ecdsa)
    number(number(signature + 2, &made->sig_r, &made->sig_r_len), &made->sig_s, &made->sig_s_len);
  else
    made->sig_r = copy(signature, made->sig_r_len = length);
  EVP_MD_CTX_free(context);
  EVP_PKEY_free(key);
  *response = made;
  return 0;
}

/// Nothing is kept in the device.
int sk_load_resident_keys(const char *pin, void **options, void ***keys, size_t *count) {
  (void)pin, (void)options;
  *keys = 0;
  *count = 0;
  return 0;
}
