package io.redress.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A data source that counts, while it is asked to, the SQL statements that go through it, by kind such as {@code insert refund};
 * each one of a batch counts. While nobody counts, connections are handed out as they are.
 */
final class CountedStatements extends DelegatingDataSource {

  private static final Pattern KIND = Pattern.compile(
      "\\s*(?:(insert|merge)\\s+into|(delete)\\s+from|(update)|(select)\\b.*?\\bfrom)\\s+(\\w+)", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  private final Map<String, Integer> counted = new TreeMap<>();
  private volatile boolean counting;

  CountedStatements(DataSource counted) {
    super(counted);
  }

  /** What the action did, by kind. */
  synchronized Map<String, Integer> during(Runnable action) {
    counted.clear();
    counting = true;
    try {
      action.run();
    } finally {
      counting = false;
    }
    return new TreeMap<>(counted);
  }

  @Override
  public Connection getConnection() throws SQLException {
    var connection = super.getConnection();
    return counting ? watched(connection) : connection;
  }

  private Connection watched(Connection connection) {
    return proxy(Connection.class, (method, arguments) -> {
      var result = invoke(connection, method, arguments);
      switch (method.getName()) {
        case "prepareStatement" -> {
          return watched(PreparedStatement.class, (PreparedStatement) result, kind((String) arguments[0]));
        }
        case "prepareCall" -> {
          return watched(CallableStatement.class, (CallableStatement) result, kind((String) arguments[0]));
        }
        case "createStatement" -> {
          return watched(Statement.class, (Statement) result, null);
        }
        case "commit", "rollback", "setSavepoint", "releaseSavepoint" -> count("transaction: " + method.getName());
        default -> { }
      }
      return result;
    });
  }

  private <T extends Statement> T watched(Class<T> type, T statement, String kind) {
    return proxy(type, (method, arguments) -> {
      switch (method.getName()) {
        case "addBatch", "execute", "executeQuery", "executeUpdate", "executeLargeUpdate" ->
            count(kind == null ? kind((String) arguments[0]) : kind);
        default -> { }
      }
      return invoke(statement, method, arguments);
    });
  }

  private synchronized void count(String kind) {
    counted.merge(kind, 1, Integer::sum);
  }

  static String kind(String sql) {
    var words = KIND.matcher(sql);
    if (!words.lookingAt()) {
      return sql.strip().split("\\s")[0].toLowerCase(Locale.ROOT);
    }
    var verb = Stream.of(1, 2, 3, 4).map(words::group).filter(Objects::nonNull).findFirst().orElseThrow();
    var lock = sql.toLowerCase(Locale.ROOT).contains("for update") ? " for update" : "";
    return (verb + " " + words.group(5)).toLowerCase(Locale.ROOT) + lock;
  }

  private interface Calls {
    Object call(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Calls calls) {
    return type.cast(Proxy.newProxyInstance(CountedStatements.class.getClassLoader(), new Class<?>[] {type},
        (self, method, arguments) -> calls.call(method, arguments)));
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
