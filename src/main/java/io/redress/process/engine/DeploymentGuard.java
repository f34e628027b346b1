package io.redress.process.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.w3c.dom.Element;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Whoever may deploy could run code as the engine: through scripts, Java classes, free expressions. This looks at every file of every
 * deployment, whatever way it comes, before the engine reads it, and refuses the whole deployment for the first thing that is not
 * on the lists of {@link DiagramRules} and {@link TableRules}. It reads the file itself, not what the engine's parser makes of it:
 * a listener of that parser sees neither tables nor what the parser has already built.
 *
 * <p>What was deployed before keeps running: only new deployments are looked at.
 */
class DeploymentGuard implements Deployer {

  private final ListedBeans beans;

  DeploymentGuard(ListedBeans beans) {
    this.beans = beans;
  }

  @Override
  public void deploy(DeploymentEntity deployment) {
    if (deployment.isNew()) {
      var belongings = new Belongings();
      deployment.getResources().values().forEach(resource -> check(resource.getName(), resource.getBytes(), belongings));
      belongings.check();
    }
  }

  /** @throws Undeployable when this file must not be deployed */
  private void check(String file, byte[] content, Belongings belongings) {
    var name = file.toLowerCase(Locale.ROOT);
    if (name.endsWith(".bpmn") || name.endsWith(".bpmn20.xml")) {
      var diagram = read(file, content);
      new DiagramRules(file, beans).check(diagram);
      belongings.diagram(file, diagram);
    } else if (name.endsWith(".dmn") || name.endsWith(".dmn11.xml")) {
      new TableRules(file).check(read(file, content));
    } else if (name.endsWith(".form")) {
      belongings.form(file, content);
    } else {
      throw new Undeployable(file, null, null, "only diagrams (.bpmn), decision tables (.dmn) and forms (.form) are deployed; leave this file out");
    }
  }

  private static Element read(String file, byte[] content) {
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Silent());
      return builder.parse(new ByteArrayInputStream(content)).getDocumentElement();
    } catch (SAXParseException e) {
      var doctype = e.getMessage() != null && e.getMessage().contains("DOCTYPE");
      throw new Undeployable(file, null, "line " + e.getLineNumber(), doctype
          ? "a document type (DOCTYPE) with entities is not read; remove it"
          : "this is no well-formed XML; save the file again in Modeler");
    } catch (SAXException | IOException e) {
      throw new Undeployable(file, null, null, "this is no well-formed XML; save the file again in Modeler");
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The default prints to the console. */
  private static final class Silent implements ErrorHandler {

    @Override
    public void warning(SAXParseException warning) {}

    @Override
    public void error(SAXParseException error) throws SAXException {
      throw error;
    }

    @Override
    public void fatalError(SAXParseException error) throws SAXException {
      throw error;
    }
  }
}
