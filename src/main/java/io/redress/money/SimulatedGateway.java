package io.redress.money;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.joda.money.Money;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * A gateway that misbehaves on demand, for tests and trials ({@code redress.payment.gateway=simulator}). It pays each key at most
 * once and counts what it really paid; it remembers in memory only.
 */
@Component
@ConditionalOnProperty(name = "redress.payment.gateway", havingValue = "simulator")
public class SimulatedGateway implements PaymentGateway {

  /** What the gateway does when it is asked. A key that is already paid stays paid. */
  public enum Behaviour {
    PAY,
    /** Answers pending, pays, and says so later. */
    PAY_SLOWLY,
    /** Pays, says so, and says so again later, twice. */
    ANSWER_TWICE,
    DECLINE,
    /** Answers pending and declines later. */
    DECLINE_SLOWLY,
    /** Never answers and pays nothing. */
    TIME_OUT,
    /** Pays, but the answer is lost. */
    PAY_AND_LOSE_THE_ANSWER
  }

  /** An answer that comes later, for {@link Refunds#answered}. */
  public record LateAnswer(String key, int attempt, Answer answer) {}

  private final Map<String, Deque<Behaviour>> perKey = new HashMap<>();
  private final Deque<Behaviour> next = new ArrayDeque<>();
  private final Map<String, List<Money>> payouts = new HashMap<>();
  private final List<LateAnswer> late = new ArrayList<>();
  private Behaviour otherwise = Behaviour.PAY;
  private volatile Consumer<Payout> whenAsked = payout -> { };

  /** The next calls for this key do this, in order; goes before {@link #next}. */
  public synchronized void forKey(String key, Behaviour... behaviours) {
    perKey.computeIfAbsent(key, k -> new ArrayDeque<>()).addAll(List.of(behaviours));
  }

  /** The next calls, whatever their key, do this, in order. */
  public synchronized void next(Behaviour... behaviours) {
    next.addAll(List.of(behaviours));
  }

  /** What calls do for which nothing else was said. */
  public synchronized void otherwise(Behaviour behaviour) {
    otherwise = behaviour;
  }

  /** What else happens in the world just when the gateway is asked, before it does anything. */
  public void whenAsked(Consumer<Payout> happens) {
    whenAsked = happens;
  }

  @Override
  public Answer pay(Payout payout) {
    whenAsked.accept(payout);
    return answer(payout);
  }

  private synchronized Answer answer(Payout payout) {
    var behaviour = behaviourFor(payout.key());
    if (payouts.containsKey(payout.key())) {
      return switch (behaviour) {
        case TIME_OUT, PAY_AND_LOSE_THE_ANSWER -> throw new IllegalStateException("the gateway does not answer");
        case PAY_SLOWLY, DECLINE_SLOWLY -> {
          later(payout, new Paid());
          yield new Pending();
        }
        default -> new Paid();
      };
    }
    return switch (behaviour) {
      case PAY -> paid(payout);
      case PAY_SLOWLY -> {
        later(payout, paid(payout));
        yield new Pending();
      }
      case ANSWER_TWICE -> {
        var answer = paid(payout);
        later(payout, answer);
        later(payout, answer);
        yield answer;
      }
      case DECLINE -> new Declined("simulated");
      case DECLINE_SLOWLY -> {
        later(payout, new Declined("simulated"));
        yield new Pending();
      }
      case TIME_OUT -> throw new IllegalStateException("the gateway does not answer");
      case PAY_AND_LOSE_THE_ANSWER -> {
        paid(payout);
        throw new IllegalStateException("the gateway's answer is lost");
      }
    };
  }

  /** Everything that was really paid under this key: one amount, or none. */
  public synchronized List<Money> payouts(String key) {
    return List.copyOf(payouts.getOrDefault(key, List.of()));
  }

  /** Everything that was really paid. */
  public synchronized List<Money> payouts() {
    return payouts.values().stream().flatMap(List::stream).toList();
  }

  /** Takes out the answers that are still to come. */
  public synchronized List<LateAnswer> lateAnswers() {
    var answers = List.copyOf(late);
    late.clear();
    return answers;
  }

  /** As if it had been started just now. */
  public synchronized void forget() {
    perKey.clear();
    next.clear();
    payouts.clear();
    late.clear();
    otherwise = Behaviour.PAY;
    whenAsked = payout -> { };
  }

  private Behaviour behaviourFor(String key) {
    var own = perKey.get(key);
    if (own != null && !own.isEmpty()) {
      return own.poll();
    }
    return next.isEmpty() ? otherwise : next.poll();
  }

  private Paid paid(Payout payout) {
    payouts.computeIfAbsent(payout.key(), k -> new ArrayList<>()).add(payout.amount());
    return new Paid();
  }

  private void later(Payout payout, Answer answer) {
    late.add(new LateAnswer(payout.key(), payout.attempt(), answer));
  }
}
