#include "node_tls.h"

#include <dlfcn.h>
#include <pthread.h>

#include "core/tls_keys.h"

/* Node exports its OpenSSL to add-ons. Of that we use (openssl/crypto.h, openssl/ssl.h): */
enum { CRYPTO_EX_INDEX_SSL_CTX = 1 };
typedef void new_settings_function(void *settings, void *value, void *values, int index,
                                   long argument, void *pointer);
typedef int (*get_ex_new_index_function)(int class_index, long argument, void *pointer,
                                         new_settings_function *make, void *duplicate, void *free);
typedef void key_line_function(const void *connection, const char *line);
typedef void (*set_key_line_function)(void *settings, key_line_function *function);

static set_key_line_function set_key_line;

static void add_line(const void *connection, const char *line)
{
	struct context context = context_current();
	(void)connection;
	if (context.network != NULL)
		tls_keys_add(context.network, line);
}

/* OpenSSL calls this for each SSL_CTX, before its maker gets it. A program that listens for 'keylog'
 * replaces the function later, and then has the keys for itself. */
static void listen_to(void *settings, void *value, void *values, int index, long argument,
                      void *pointer)
{
	(void)value, (void)values, (void)index, (void)argument, (void)pointer;
	set_key_line(settings, add_line);
}

static void *find(const char *name)
{
	void *found = dlsym(RTLD_DEFAULT, name);
	if (found == NULL)
		(void)dlerror();
	return found;
}

/* OpenSSL cannot be asked in other programs: some of them have to be the first to use it. */
static void watch(void)
{
	if (find("napi_module_register") == NULL)
		return;
	void *get_ex_new_index = find("CRYPTO_get_ex_new_index");
	set_key_line = (set_key_line_function)find("SSL_CTX_set_keylog_callback");
	if (get_ex_new_index != NULL && set_key_line != NULL)
		((get_ex_new_index_function)get_ex_new_index)(CRYPTO_EX_INDEX_SSL_CTX, 0, NULL,
		                                              listen_to, NULL, NULL);
}

void node_tls_watch(struct context context)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	char path[TLS_KEYS_PATH_SIZE];
	if (context.network != NULL && tls_keys_path(context.network, path))
		pthread_once(&once, watch);
}
