/* Who may become whom, what capabilities follow, and that credentials survive their text. */
#include <errno.h>
#include <limits.h>
#include <linux/capability.h>
#include <linux/securebits.h>

#include "check.h"
#include "identity/capabilities.h"
#include "identity/carried.h"
#include "identity/ids.h"

static struct credentials somebody(const char *text)
{
	static struct credentials credentials;
	CHECK(carried_parse(&credentials, text));
	return credentials;
}

static bool has_users(const struct credentials *of, uid_t real, uid_t effective, uid_t saved,
                      uid_t files)
{
	return of->users[ID_REAL] == real && of->users[ID_EFFECTIVE] == effective &&
	       of->users[ID_SAVED] == saved && of->users[ID_FILES] == files;
}

static void root_becomes_anybody_for_good(void)
{
	struct credentials of = somebody("users=0 groups=0");
	CHECK_EQUAL(ids_set_user(&of, 1000), 0);
	CHECK(has_users(&of, 1000, 1000, 1000, 1000));
	CHECK_EQUAL(of.effective | of.permitted, 0);
	CHECK_EQUAL(ids_set_user(&of, 0), -EPERM);
	CHECK_EQUAL(ids_set_user(&of, ID_UNCHANGED), -EINVAL);
	CHECK(has_users(&of, 1000, 1000, 1000, 1000));
}

static void root_that_steps_aside_comes_back(void)
{
	struct credentials of = somebody("users=0 groups=0");
	CHECK_EQUAL(ids_set_three_users(&of, ID_UNCHANGED, 1000, ID_UNCHANGED), 0);
	CHECK(has_users(&of, 0, 1000, 0, 1000));
	CHECK_EQUAL(of.effective, 0);
	CHECK_EQUAL(ids_set_group(&of, 5), -EPERM);
	CHECK_EQUAL(ids_set_user(&of, 0), 0);
	CHECK(has_users(&of, 0, 0, 0, 0));
	CHECK_EQUAL(of.effective, EVERY_CAPABILITY);
}

static void a_user_chooses_among_its_own_ids(void)
{
	struct credentials of = somebody("users=1:2:3:2 groups=1");
	CHECK_EQUAL(ids_set_users(&of, 3, ID_UNCHANGED), -EPERM);
	CHECK_EQUAL(ids_set_users(&of, ID_UNCHANGED, 3), 0);
	CHECK(has_users(&of, 1, 3, 3, 3));
	CHECK_EQUAL(ids_set_three_users(&of, 3, 1, 4), -EPERM);
	CHECK_EQUAL(ids_set_three_users(&of, 3, 1, 1), 0);
	CHECK(has_users(&of, 3, 1, 1, 1));
	CHECK_EQUAL(ids_set_files_user(&of, 9), 1);
	CHECK_EQUAL(ids_set_files_user(&of, 3), 1);
	CHECK_EQUAL(ids_set_files_user(&of, ID_UNCHANGED), 3);
}

static void groups_are_for_those_who_may(void)
{
	struct credentials of = somebody("users=0 groups=0 others=4");
	CHECK_EQUAL(ids_set_others(&of, 3, (gid_t[]){ 9, 7, 8 }), 0);
	CHECK_EQUAL(of.others[0], 7);
	CHECK(of.others[1] == 8 && of.others[2] == 9);
	CHECK_EQUAL(ids_set_others(&of, (size_t)NGROUPS_MAX + 1, NULL), -EINVAL);
	CHECK_EQUAL(ids_set_others(&of, 1, NULL), -EFAULT);
	CHECK_EQUAL(ids_set_others(&of, 0, NULL), 0);
	CHECK_EQUAL(of.other_count, 0);
	CHECK_EQUAL(ids_set_user(&of, 5), 0);
	CHECK_EQUAL(ids_set_others(&of, 0, NULL), -EPERM);
}

static void capabilities_are_kept_on_demand(void)
{
	struct credentials of = somebody("users=0 groups=0");
	of.securebits = SECBIT_KEEP_CAPS;
	CHECK_EQUAL(ids_set_user(&of, 33), 0);
	CHECK_EQUAL(of.effective, 0);
	uint64_t bind = UINT64_C(1) << CAP_NET_BIND_SERVICE;
	CHECK_EQUAL(capabilities_set(&of, bind, bind, 0), 0);
	CHECK_EQUAL(capabilities_set(&of, bind, bind | 1, 0), -EPERM);
	CHECK_EQUAL(capabilities_set(&of, bind | 1, bind, 0), -EPERM);
	capabilities_begin_program(&of);
	CHECK_EQUAL(of.permitted | of.effective | of.securebits, 0);
}

static void credentials_survive_their_text(void)
{
	static char text[CARRIED_SIZE], again[CARRIED_SIZE];
	struct credentials of = somebody("users=1:2:3:4 groups=5:6:7:8 others=9:10 "
	                                 "capabilities=f:1:0:1ffffffffff securebits=16");
	carried_format(&of, text);
	CHECK_TEXT(text, CARRIED_NAME "=users=1:2:3:4 groups=5:6:7:8 others=9:10 "
	                              "capabilities=f:1:0:1ffffffffff securebits=16");
	struct credentials read = somebody(text + sizeof(CARRIED_NAME));
	carried_format(&read, again);
	CHECK_TEXT(again, text);
}

static void a_full_list_of_groups_survives(void)
{
	static struct credentials of, read;
	static char text[CARRIED_SIZE];
	of = somebody("users=0 groups=0");
	of.other_count = GROUPS_MAX;
	for (uint32_t i = 0; i < GROUPS_MAX; i++)
		of.others[i] = UINT32_MAX - 1 - GROUPS_MAX + i;
	carried_format(&of, text);
	CHECK(carried_parse(&read, text + sizeof(CARRIED_NAME)));
	CHECK_EQUAL(memcmp(&of, &read, sizeof(of)), 0);
}

static void other_texts_are_none(void)
{
	const char *bad[] = { "",
		              "users=0",
		              "groups=0",
		              "users=0 groups=",
		              "users=x groups=0",
		              "users=0:1 groups=0",
		              "users=4294967295 groups=0",
		              "users=0 groups=0 others=1:",
		              "users=0 groups=0 capabilities=1",
		              "users=0 groups=0 more=1",
		              "users=99999999999999999999999 groups=0" };
	struct credentials of;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CHECK(!carried_parse(&of, bad[i]));
}

int main(void)
{
	root_becomes_anybody_for_good();
	root_that_steps_aside_comes_back();
	a_user_chooses_among_its_own_ids();
	groups_are_for_those_who_may();
	capabilities_are_kept_on_demand();
	credentials_survive_their_text();
	a_full_list_of_groups_survives();
	other_texts_are_none();
	return checks_result();
}
