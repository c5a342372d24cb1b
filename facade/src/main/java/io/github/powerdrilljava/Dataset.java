package io.github.powerdrilljava;

import io.github.powerdrilljava.internal.http.Redactor;

/**
 * A dataset of the project: it holds data sources.
 *
 * <pre>{@code
 * powerdrill.datasets().list().forEach(dataset -> System.out.println(dataset.name()));
 * }</pre>
 *
 * @param id its id, unique
 * @param name what people call it: any text, not unique
 * @param description what it is about
 */
public record Dataset(String id, String name, String description) {

  /** On one line, whatever the texts hold. */
  @Override
  public String toString() {
    return Redactor.oneLine(
        "Dataset[id=%s, name=%s, description=%s]".formatted(id, name, description));
  }
}
