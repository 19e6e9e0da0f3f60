package dev.canreach.resource.manifest;

/** The class of a problem with an object: for errors as the API's causes spell it. */
public enum ProblemType {
  /** The object can't be decoded. */
  DECODE("Decode"),
  /** The server doesn't know this kind in this version. */
  NOT_SERVED("NotServed"),
  /** A value is malformed or out of range. */
  INVALID("FieldValueInvalid"),
  /** A value is missing. */
  REQUIRED("FieldValueRequired"),
  /** A field may not be set here. */
  FORBIDDEN("FieldValueForbidden"),
  /** A value is none of the possible ones. */
  NOT_SUPPORTED("FieldValueNotSupported"),
  /** A value occurs twice. */
  DUPLICATE("FieldValueDuplicate"),
  /** A list is too long. */
  TOO_MANY("FieldValueTooMany"),
  /** A text is too long. */
  TOO_LONG("FieldValueTooLong"),
  /** A reference to another part of the object leads nowhere. */
  NOT_FOUND("FieldValueNotFound"),
  /** A field that the API doesn't have, which the server drops. */
  UNKNOWN_FIELD("UnknownField"),
  /** A field that is written twice, of which the server drops the first. */
  DUPLICATE_FIELD("DuplicateField"),
  /** The server stores the object, but the program that it is for refuses it, so that it has no effect. */
  NO_EFFECT("NoEffect"),
  /** Something the server accepts with a warning. */
  WARNING("Warning");

  private final String text;

  ProblemType(String text) {
    this.text = text;
  }

  /** The name in reports. */
  public String text() {
    return text;
  }
}
