package dev.canreach.source;

/** The diagnostic types of reading. */
final class ProblemType {

  static final String ALIAS = "alias";
  static final String DOCUMENT = "document";
  static final String ENCODING = "encoding";
  static final String FILE = "file";
  static final String LIMIT = "limit";
  static final String SYNTAX = "syntax";
  static final String TAG = "tag";
  static final String TEMPLATE = "template";

  private ProblemType() {}
}
