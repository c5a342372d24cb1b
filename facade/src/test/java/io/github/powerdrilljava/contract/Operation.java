package io.github.powerdrilljava.contract;

/** The operation that the facade calls. */
final class Operation {

  static final String METHOD = "POST";

  /** Any path of it, below the base path. */
  static final String PATH = "/v2/team/datasets/d/datasources/s/presign";

  static final String NAME =
      "POST /v2/team/datasets/{dataset_id}/datasources/{datasource_id}/presign";

  private Operation() {}

  static Finding finding(String field, String pointer, String what, String evidence) {
    return new Finding(NAME, field, pointer, what, evidence);
  }
}
