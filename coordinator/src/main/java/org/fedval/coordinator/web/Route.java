package org.fedval.coordinator.web;

import io.javalin.http.HandlerType;
import org.fedval.coordinator.access.Permission;

/**
 * One address, who may use it and what it does.
 *
 * @param method GET, POST, PUT or DELETE
 * @param path as Javalin writes it, such as {@code /studies/{study}}; under {@code /api/} errors
 *     are problem documents, elsewhere pages
 */
public record Route(HandlerType method, String path, Access access, Action action) {
  /** What every path of the REST interface begins with. */
  public static final String API = "/api/";

  public static Route get(String path, Permission permission, Action.Known action) {
    return new Route(HandlerType.GET, path, Access.of(permission), Action.of(action));
  }

  public static Route post(String path, Permission permission, Action.Known action) {
    return new Route(HandlerType.POST, path, Access.of(permission), Action.of(action));
  }

  public static Route put(String path, Permission permission, Action.Known action) {
    return new Route(HandlerType.PUT, path, Access.of(permission), Action.of(action));
  }

  public static Route delete(String path, Permission permission, Action.Known action) {
    return new Route(HandlerType.DELETE, path, Access.of(permission), Action.of(action));
  }

  /** A route that takes a file. */
  public static Route upload(String path, Permission permission, Upload action) {
    return new Route(HandlerType.POST, path, Access.of(permission), action);
  }

  /** A route open to anybody; it must say nothing of any study or site. */
  public static Route open(HandlerType method, String path, Action action) {
    return new Route(method, path, Access.ANYBODY, action);
  }
}
