package com.example.boot;

import com.example.inventory.Inventory;
import org.springframework.boot.Banner;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The application inside Spring Boot, with Boot's own logging. */
@Configuration
@EnableAutoConfiguration
public class BootInventory {
    @Bean
    CommandLineRunner inventory() {
        return Inventory::main;
    }

    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(BootInventory.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.run(arguments).close();
    }
}
