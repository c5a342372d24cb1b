package io.github.powerdrilljava.cli;

import java.io.Writer;
import java.util.function.UnaryOperator;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes HTML and SVG. Text is escaped, and what is invisible or may change how other text is shown
 * becomes a space, wherever the text is from.
 */
final class Markup {

  private final XMLStreamWriter out;
  private final UnaryOperator<String> redactor;

  /**
   * @param redactor removes secrets from text
   */
  Markup(Writer out, UnaryOperator<String> redactor) throws XMLStreamException {
    this.out = XMLOutputFactory.newInstance().createXMLStreamWriter(out);
    this.redactor = redactor;
  }

  /** What is in an element. */
  interface Content {
    void write() throws XMLStreamException;
  }

  /**
   * An element with what is in it.
   *
   * @param attributes each name, followed by its value
   */
  void element(String name, Content content, Object... attributes) throws XMLStreamException {
    out.writeStartElement(name);
    attributes(attributes);
    content.write();
    out.writeEndElement();
  }

  /** An element that holds a text. */
  void text(String name, String text, Object... attributes) throws XMLStreamException {
    element(name, () -> out.writeCharacters(clean(text)), attributes);
  }

  /** An element that holds nothing. */
  void empty(String name, Object... attributes) throws XMLStreamException {
    out.writeEmptyElement(name);
    attributes(attributes);
  }

  private void attributes(Object... attributes) throws XMLStreamException {
    for (int i = 0; i < attributes.length; i += 2) {
      out.writeAttribute(attributes[i].toString(), clean(attributes[i + 1].toString()));
    }
  }

  private String clean(String text) {
    return Printable.line(redactor.apply(text));
  }

  void flush() throws XMLStreamException {
    out.flush();
  }
}
