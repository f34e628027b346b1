package io.redress;

import java.util.List;
import java.util.function.Function;

/** One page of a list; pages count from 0. */
public record Page<T>(List<T> items, int page, int size, long total) {

  public static final int LARGEST = 200;

  /** Which page is wanted; refuses what no list can answer. */
  public record Request(int page, int size) {

    public Request {
      if (page < 0) {
        throw Refused.invalid("page", null, "pages count from 0");
      }
      if (size < 1 || size > LARGEST) {
        throw Refused.invalid("size", null, "a page holds 1 to " + LARGEST + " items");
      }
    }

    public long offset() {
      return (long) page * size;
    }
  }

  public <R> Page<R> map(Function<? super T, ? extends R> each) {
    return new Page<>(items.stream().<R>map(each).toList(), page, size, total);
  }
}
