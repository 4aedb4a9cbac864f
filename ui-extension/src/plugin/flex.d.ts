/** The part of Flex UI 2 that the plugin uses. Flex's own types come with 739 MB of packages. */
declare module "@twilio/flex-ui" {
  export interface Manager {
    user: { identity: string; token: string; roles: string[] };
    workerClient?: { sid: string; attributes: Record<string, unknown> };
    configuration: { custom_data?: Record<string, unknown> };
  }
  export interface Flex {
    VERSION: string;
    Actions: { invokeAction(name: string, payload?: object): Promise<void> };
    Notifications: { registerNotification(notification: object): void; showNotification(id: string, context?: object): void };
    NotificationType: Record<"success" | "information" | "warning" | "error", string>;
    Plugins: { init(plugin: new () => { name: string; init(flex: Flex, manager: Manager): void | Promise<void> }): void };
  }
}

declare const __PLUGIN_VERSION__: string;
