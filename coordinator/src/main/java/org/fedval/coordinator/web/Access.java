package org.fedval.coordinator.web;

import java.util.Optional;
import org.fedval.coordinator.access.Permission;
import org.jspecify.annotations.Nullable;

/** Who may use a route: anybody, or whoever has a permission. */
public final class Access {
  /** Sign-in pages, style, scripts and health; nothing of any study. */
  public static final Access ANYBODY = new Access(null);

  private final @Nullable Permission permission;

  private Access(@Nullable Permission permission) {
    this.permission = permission;
  }

  public static Access of(Permission permission) {
    return new Access(permission);
  }

  /** Empty for anybody. */
  public Optional<Permission> permission() {
    return Optional.ofNullable(permission);
  }
}
