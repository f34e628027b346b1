package io.redress.process.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redress.process.delegate.ListedForTests;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** A refund is booked by the clause that its diagram names, so a diagram that names none is not deployed. */
class DecidedRefundTest {

  @Test
  void a_task_that_decides_a_refund_names_its_clause() {
    assertThatCode(() -> check("<bpmn:documentation>SP-01: the agreed amount; RO-12: never more than was paid.</bpmn:documentation>"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<bpmn:documentation/>", "<bpmn:documentation>What was agreed is paid.</bpmn:documentation>"})
  void without_a_clause_it_is_refused(String documentation) {
    assertThatThrownBy(() -> check(documentation)).isInstanceOf(Undeployable.class).hasMessageContaining("decide-refund, documentation")
        .hasMessageContaining("such as RO-08");
  }

  private static void check(String documentation) throws Exception {
    var beans = new StaticListableBeanFactory();
    beans.addBean("decideRefund", new ListedForTests());
    new DiagramRules("flow.bpmn", new ListedBeans(beans)).check(task(documentation));
  }

  private static Element task(String documentation) throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader("""
        <bpmn:serviceTask xmlns:bpmn='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:camunda='http://camunda.org/schema/1.0/bpmn'
          id='decide-refund' name='Decide refund' camunda:delegateExpression='${decideRefund}'>%s</bpmn:serviceTask>""".formatted(documentation))))
        .getDocumentElement();
  }
}
