// Times a renderer over posts: standard input holds the number of rounds,
// then each post as its length and its bytes. Prints the nanoseconds of
// processor time of each round.
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct post { char *text; size_t size; };

static double now(void) {
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return t.tv_sec * 1e9 + t.tv_nsec;
}

static int read_post(struct post *p) {
	if (scanf("%zu", &p->size) != 1) return 0;
	getchar(); // the line end after the length
	p->text = malloc(p->size + 1);
	return fread(p->text, 1, p->size, stdin) == p->size;
}

static int race(void (*render)(const char *text, size_t size)) {
	static struct post posts[10000];
	int rounds, n = 0;
	if (scanf("%d", &rounds) != 1) return 1;
	while (n < 10000 && read_post(&posts[n])) n++;
	for (int r = 0; r < rounds; r++) {
		double started = now();
		for (int i = 0; i < n; i++) render(posts[i].text, posts[i].size);
		printf("%.0f\n", now() - started);
	}
	return 0;
}
