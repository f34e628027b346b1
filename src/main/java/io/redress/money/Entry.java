package io.redress.money;

import java.time.Instant;
import java.util.List;

/** An entry as it was booked: its postings sum to zero and never change. */
public record Entry(long id, Occasion occasion, Instant bookedAt, List<Posting> postings) {}
