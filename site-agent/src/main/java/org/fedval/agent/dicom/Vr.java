package org.fedval.agent.dicom;

import org.jspecify.annotations.Nullable;

/** A value representation (PS3.5 section 6.2) with what a parser must know of its encoding. */
public enum Vr {
  AE(1, false, Kind.TEXT),
  AS(1, false, Kind.TEXT),
  AT(2, false, Kind.BINARY),
  CS(1, false, Kind.TEXT),
  DA(1, false, Kind.TEXT),
  DS(1, false, Kind.TEXT),
  DT(1, false, Kind.TEXT),
  FD(8, false, Kind.BINARY),
  FL(4, false, Kind.BINARY),
  IS(1, false, Kind.TEXT),
  LO(1, false, Kind.LOCALE_TEXT),
  LT(1, false, Kind.LOCALE_TEXT),
  OB(1, true, Kind.BINARY),
  OD(8, true, Kind.BINARY),
  OF(4, true, Kind.BINARY),
  OL(4, true, Kind.BINARY),
  OV(8, true, Kind.BINARY),
  OW(2, true, Kind.BINARY),
  PN(1, false, Kind.LOCALE_TEXT),
  SH(1, false, Kind.LOCALE_TEXT),
  SL(4, false, Kind.BINARY),
  SQ(1, true, Kind.SEQUENCE),
  SS(2, false, Kind.BINARY),
  ST(1, false, Kind.LOCALE_TEXT),
  SV(8, true, Kind.BINARY),
  TM(1, false, Kind.TEXT),
  UC(1, true, Kind.LOCALE_TEXT),
  UI(1, false, Kind.TEXT),
  UL(4, false, Kind.BINARY),
  UN(1, true, Kind.BINARY),
  UR(1, true, Kind.TEXT),
  US(2, false, Kind.BINARY),
  UT(1, true, Kind.LOCALE_TEXT),
  UV(8, true, Kind.BINARY);

  private enum Kind {
    TEXT,
    LOCALE_TEXT,
    BINARY,
    SEQUENCE
  }

  private final int wordBytes;
  private final boolean longHeader;
  private final Kind kind;

  Vr(int wordBytes, boolean longHeader, Kind kind) {
    this.wordBytes = wordBytes;
    this.longHeader = longHeader;
    this.kind = kind;
  }

  /** Bytes of the unit that changes its byte order between little and big endian: 1, 2, 4 or 8. */
  public int wordBytes() {
    return wordBytes;
  }

  /** Whether explicit VR writes two reserved bytes and a 32-bit length (PS3.5 table 7.1-1). */
  boolean longHeader() {
    return longHeader;
  }

  /** Whether values are characters. */
  public boolean isText() {
    return kind == Kind.TEXT || kind == Kind.LOCALE_TEXT;
  }

  /** Whether Specific Character Set (0008,0005) applies to values. */
  boolean followsCharacterSet() {
    return kind == Kind.LOCALE_TEXT;
  }

  /** The byte that makes an odd value even (PS3.5 section 6.2). */
  byte padding() {
    return isText() && this != UI ? (byte) ' ' : 0;
  }

  /**
   * The VR of two header bytes. A code of two capital letters that this edition does not know is
   * UN, as PS3.5 section 6.2 foresees for VRs of later editions; anything else is null.
   */
  static @Nullable Vr ofCode(int first, int second) {
    if (first < 'A' || first > 'Z' || second < 'A' || second > 'Z') {
      return null;
    }
    String code = "" + (char) first + (char) second;
    for (Vr vr : values()) {
      if (vr.name().equals(code)) {
        return vr;
      }
    }
    return UN;
  }
}
