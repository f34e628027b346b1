/**
 * How long somebody has: the one clock, the calendar, and the five ways a deadline on a diagram is counted
 * (rulebook 19, 20.5, 20.6). Knows nothing of cases, processes or HTTP.
 */
package io.redress.deadline;
