package io.redress.process.engine;

import java.util.TreeSet;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.stereotype.Component;

/** The beans that a diagram may name: those of the rooms {@code process/delegate} and {@code process/listener}, no others. */
@Component
class ListedBeans {

  private final ListableBeanFactory beans;

  ListedBeans(ListableBeanFactory beans) {
    this.beans = beans;
  }

  boolean contains(String name) {
    if (!beans.containsBean(name)) {
      return false;
    }
    var type = beans.getType(name);
    return type != null && (isIn(type, "io.redress.process.delegate") || isIn(type, "io.redress.process.listener"));
  }

  /** All of them, for a refusal that says what there is. */
  String names() {
    var names = new TreeSet<String>();
    for (var name : beans.getBeanDefinitionNames()) {
      if (contains(name)) {
        names.add(name);
      }
    }
    return String.join(", ", names);
  }

  private static boolean isIn(Class<?> type, String room) {
    return type.getPackageName().equals(room) || type.getPackageName().startsWith(room + ".");
  }
}
