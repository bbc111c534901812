/* Token buckets as one number each (lib). See bucket.h. */
#include <proeftuin/bucket.h>

enum { NANOSECONDS = 1000000000 };

struct bucket_policy bucket_policy(unsigned rate, unsigned burst)
{
    if (rate == 0)
        return (struct bucket_policy){0};
    const uint64_t interval = NANOSECONDS / rate;

    return (struct bucket_policy){.interval = interval, .room = interval * (burst ? burst : 1)};
}

struct bucket_policy bucket_policy_of_window(unsigned count, unsigned seconds)
{
    if (count == 0)
        return (struct bucket_policy){0};
    const uint64_t interval = (uint64_t)seconds * NANOSECONDS / count;

    return (struct bucket_policy){.interval = interval, .room = interval * count};
}

/* Who reads a clock that is behind the one by which somebody else took a token finds an empty bucket at worst. */
static uint64_t until_full(const struct bucket_policy *policy, uint64_t bucket, uint64_t now)
{
    const uint64_t full = bucket > now ? bucket - now : 0;

    return full < policy->room ? full : policy->room;
}

struct bucket_level bucket_look(const struct bucket_policy *policy, uint64_t bucket, uint64_t now)
{
    const uint64_t full = until_full(policy, bucket, now);
    const uint64_t after = full + policy->interval;

    return (struct bucket_level){.left = policy->room > full ? (policy->room - full) / policy->interval : 0,
        .full = full,
        .wait = after > policy->room ? after - policy->room : 0};
}

bool bucket_take(const struct bucket_policy *policy, uint64_t bucket, uint64_t now, uint64_t *ret_bucket,
    struct bucket_level *ret_level)
{
    *ret_level = bucket_look(policy, bucket, now);
    if (ret_level->wait)
        return false;
    *ret_bucket = (bucket > now ? bucket : now) + policy->interval;
    ret_level->left--;
    ret_level->full += policy->interval;
    return true;
}
