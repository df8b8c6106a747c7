/* The accounts of a host: what is found in its files, in which memory, and which paths lead to them. */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <shadow.h>
#include <sys/stat.h>

#include "check.h"
#include "identity/accounts/membership.h"
#include "identity/accounts/path.h"
#include "identity/accounts/walk.h"

static char directory[64];
static char host[192];

static void write_file(const char *name, const char *text)
{
	char path[256];
	snprintf(path, sizeof(path), "%s/%s", host, name);
	FILE *file = fopen(path, "w");
	CHECK(file != NULL && fputs(text, file) >= 0);
	CHECK_EQUAL(fclose(file), 0);
}

static void remove_file(const char *name)
{
	char path[256];
	snprintf(path, sizeof(path), "%s/%s", host, name);
	CHECK_EQUAL(unlink(path), 0);
}

static void make_host(void)
{
	char path[128];
	make_directory(directory);
	snprintf(path, sizeof(path), "%s/accounts", directory);
	CHECK_EQUAL(mkdir(path, 0700), 0);
	snprintf(host, sizeof(host), "%s/mail", path);
	CHECK_EQUAL(mkdir(host, 0700), 0);
	write_file("passwd", "root:x:0:0:root:/root:/bin/sh\n"
	                     "# a comment, and lines that are none\n"
	                     "\n"
	                     "nonsense\n"
	                     "alice:x:1000:1000:Alice A.:/home/alice:/bin/bash\n"
	                     "bob:x:1001:1001::/home/bob:/bin/sh");
	write_file("group", "root:x:0:\n"
	                    "staff:x:50:alice,bob\n"
	                    "alice:x:1000:\n"
	                    "same:x:50:alice\n"
	                    "devs:x:2000:bob,alicia,alice\n");
	write_file("shadow", "alice:$6$salt$hash:19000:0:99999:7:::\n");
	setenv("SOCKET_WRAPPER_DIR", directory, 1);
	setenv("SOCKET_WRAPPER_HOST", "mail", 1);
}

static void remove_host(void)
{
	char path[128];
	remove_file("passwd");
	remove_file("group");
	remove_file("shadow");
	CHECK_EQUAL(rmdir(host), 0);
	snprintf(path, sizeof(path), "%s/accounts", directory);
	CHECK_EQUAL(rmdir(path), 0);
	remove_directory(directory);
}

static void finds_users(void)
{
	struct passwd user;
	char buffer[256];
	struct account_key by_name = { .name = "alice" }, by_number = { .number = 1001 };
	CHECK_EQUAL(account_find(&account_users, &by_name, &user, buffer, sizeof(buffer)), 0);
	CHECK_EQUAL(user.pw_uid, 1000);
	CHECK_TEXT(user.pw_gecos, "Alice A.");
	CHECK_TEXT(user.pw_dir, "/home/alice");
	CHECK_TEXT(user.pw_shell, "/bin/bash");
	/* The last line has no end. */
	CHECK_EQUAL(account_find(&account_users, &by_number, &user, buffer, sizeof(buffer)), 0);
	CHECK_TEXT(user.pw_name, "bob");
	struct account_key nobody = { .name = "carol" }, part = { .name = "ali" };
	CHECK_EQUAL(account_find(&account_users, &nobody, &user, buffer, sizeof(buffer)), ENOENT);
	CHECK_EQUAL(account_find(&account_users, &part, &user, buffer, sizeof(buffer)), ENOENT);
	CHECK_EQUAL(account_find(&account_users, &by_name, &user, buffer, 8), ERANGE);
}

static void finds_passwords(void)
{
	struct spwd password;
	char buffer[256];
	struct account_key alice = { .name = "alice" };
	/* The test may run as an ordinary user, who may not. */
	int expected = accounts_may_read_shadow() ? 0 : EACCES;
	CHECK_EQUAL(account_find(&account_passwords, &alice, &password, buffer, sizeof(buffer)),
	            expected);
	if (expected == 0)
		CHECK_TEXT(password.sp_pwdp, "$6$salt$hash");
}

static void walks_in_order_while_others_are_found(void)
{
	static struct account_walk walk = ACCOUNT_WALK(&account_users);
	static struct account_walk by_name = ACCOUNT_WALK(&account_users);
	struct passwd user, other;
	struct account_key bob = { .name = "bob" };
	struct passwd *root = account_next_kept(&walk, &user);
	CHECK(root == &user && strcmp(root->pw_name, "root") == 0);
	CHECK(account_find_kept(&by_name, &bob, &other) == &other);
	CHECK_TEXT(root->pw_name, "root");
	CHECK(account_next_kept(&walk, &user) == &user && user.pw_uid == 1000);
	CHECK(account_next_kept(&walk, &user) == &user && user.pw_uid == 1001);
	errno = 7;
	CHECK(account_next_kept(&walk, &user) == NULL);
	CHECK(account_next_kept(&walk, &user) == NULL);
	CHECK_EQUAL(errno, 7);
	account_rewind(&walk);
	CHECK(account_next_kept(&walk, &user) == &user && user.pw_uid == 0);
	account_rewind(&walk);
}

static void an_entry_without_room_is_given_again(void)
{
	static struct account_walk walk = ACCOUNT_WALK(&account_groups);
	struct group group;
	char buffer[256];
	CHECK_EQUAL(account_next(&walk, &group, buffer, 4), ERANGE);
	CHECK_EQUAL(account_next(&walk, &group, buffer, sizeof(buffer)), 0);
	CHECK_TEXT(group.gr_name, "root");
	account_rewind(&walk);
}

/* A line of many members is longer than the first buffers. */
static void long_lines_are_read(void)
{
	static struct account_walk by_name = ACCOUNT_WALK(&account_groups);
	enum { MEMBERS = 2000 };
	char *text = malloc(MEMBERS * 8 + 64), *end = text;
	end += sprintf(end, "many:x:3000:");
	for (int i = 0; i < MEMBERS; i++)
		end += sprintf(end, "u%04d,", i);
	sprintf(end, "last\nafter:x:3001:last\n");
	write_file("group", text);
	free(text);

	struct group group;
	struct account_key many = { .name = "many" };
	CHECK(account_find_kept(&by_name, &many, &group) == &group);
	CHECK_TEXT(group.gr_mem[MEMBERS], "last");
	gid_t groups[4];
	CHECK_EQUAL(account_groups_of("last", 5, groups, 4), 3);
	CHECK_EQUAL(groups[1], 3000);
	CHECK_EQUAL(groups[2], 3001);
}

static void gives_each_group_of_a_user_once(void)
{
	gid_t groups[4] = { 9, 9, 9, 9 };
	CHECK_EQUAL(account_groups_of("alice", 1000, groups, 4), 3);
	CHECK_EQUAL(groups[0], 1000);
	CHECK_EQUAL(groups[1], 50);
	CHECK_EQUAL(groups[2], 2000);
	CHECK_EQUAL(groups[3], 9);
	CHECK_EQUAL(account_groups_of("alice", 50, groups, 4), 2);
	CHECK_EQUAL(account_groups_of("carol", 7, groups, 4), 1);
	groups[1] = 9;
	CHECK(account_groups_of("alice", 1000, groups, 1) > 1);
	CHECK_EQUAL(groups[1], 9);
}

static void leads_to(const char *path, const char *expected)
{
	struct account_path storage;
	const char *found = path;
	char text[256];
	snprintf(text, sizeof(text), "%s%s", host, expected);
	CHECK(account_path_use(&found, ACCOUNT_LOOK, &storage));
	CHECK_TEXT(found, text);
}

static void paths_lead_to_the_host(void)
{
	leads_to("/etc/passwd", "/passwd");
	leads_to("/etc/pam.d/sshd", "/pam.d/sshd");
	leads_to("/usr/lib/pam.d/sshd", "/pam.d/sshd");
	/* From these useradd(8) makes new files. */
	leads_to("/etc/passwd+", "/passwd+");
	leads_to("/etc/passwd.1234", "/passwd.1234");
	leads_to("/etc/gshadow-", "/gshadow-");
	leads_to("/etc/subuid.lock", "/subuid.lock");
	static const char *const others[] = { "/etc/passwd/x", "/etc/groups",     "/etc/pam.dir",
		                              "/etc/hosts",    "/tmp/etc/passwd", "/etc/passwdqc" };
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		struct account_path storage;
		const char *path = others[i];
		CHECK(account_path_use(&path, ACCOUNT_CHANGE, &storage));
		CHECK(path == others[i]);
	}
	CHECK(!account_path_may_differ(NULL));
}

/* The test may run as root, or as an ordinary user. */
static void only_root_makes_changes(void)
{
	struct account_path storage;
	const char *path = "/etc/passwd", *secret = "/etc/shadow";
	bool is_root = geteuid() == 0;
	CHECK(account_path_use(&path, ACCOUNT_CHANGE, &storage) == is_root);
	CHECK(account_path_use(&secret, ACCOUNT_READ, &storage) == accounts_may_read_shadow());
	CHECK(is_root || errno == EACCES);
}

int main(void)
{
	make_host();
	finds_users();
	finds_passwords();
	walks_in_order_while_others_are_found();
	an_entry_without_room_is_given_again();
	gives_each_group_of_a_user_once();
	paths_lead_to_the_host();
	only_root_makes_changes();
	long_lines_are_read();
	remove_host();
	return checks_result();
}
